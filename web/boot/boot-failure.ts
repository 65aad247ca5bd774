/** Shows the failure notice of `index.html`, which needs no file of the app. */
export function showBootFailure(cause: unknown): void {
  const detail = document.getElementById('boot-failure-detail')
  const text = detail?.querySelector('span')
  if (text) text.textContent = cause instanceof Error ? cause.message : String(cause)
  detail?.removeAttribute('hidden')
  document.getElementById('boot-failure')?.removeAttribute('hidden')
  document.getElementById('root')?.setAttribute('hidden', '')
}
