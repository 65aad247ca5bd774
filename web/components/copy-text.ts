/**
 * Puts a text on the clipboard: by a selection where the clipboard API is missing or may not be used,
 * as in older web views and in frames. Rejects where neither works.
 */
export async function copyText(text: string): Promise<void> {
  // Engines without `userActivation` let a page copy only during the tap, and the API may refuse
  // after it.
  const isGivenTime = 'userActivation' in navigator
  const [first, second] = isGivenTime ? [byClipboard, bySelection] : [bySelection, byClipboard]
  try {
    await first(text)
  } catch {
    await second(text)
  }
}

async function byClipboard(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
}

async function bySelection(text: string): Promise<void> {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'visually-hidden'
  // A dialog keeps the focus, so the text is selected inside of it.
  const place = document.querySelector('[aria-modal="true"]') ?? document.body
  place.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  if (!copied) throw new Error('copying is not possible here')
}
