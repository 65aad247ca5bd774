/**
 * Puts a text on the clipboard: by a selection where the clipboard API is missing or may not be used,
 * as in older web views and in frames. Rejects where neither works.
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    copyBySelection(text)
  }
}

function copyBySelection(text: string): void {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'visually-hidden'
  // Inside of a dialog that keeps the focus, if there is one.
  const place = document.querySelector('[aria-modal="true"]') ?? document.body
  place.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (!copied) throw new Error('copying is not possible here')
}
