/**
 * Copies a text to the clipboard. Falls back to a selection if the clipboard API is missing or not
 * allowed, as in older web views and in iframes. Rejects if neither works.
 */
export async function copyText(text: string): Promise<void> {
  // Engines without `userActivation` allow copying only synchronously within the tap, and the API
  // may reject after it.
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
  // A dialog traps the focus, so the text is selected inside it.
  const place = document.querySelector('[aria-modal="true"]') ?? document.body
  place.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  if (!copied) throw new Error('copying is not possible here')
}
