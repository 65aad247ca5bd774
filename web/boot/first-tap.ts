/** The button or link that was tapped last while the page was not alive yet. */
let tapped: HTMLElement | null = null

function keep(event: Event): void {
  const { target } = event
  if (!(target instanceof Element)) return
  const control = target.closest<HTMLElement>('button, a[href]')
  if (control === null) return
  // A link would load the page of its address, which the app shows without.
  event.preventDefault()
  event.stopPropagation()
  tapped = control
}

/** From now on keeps the taps on a page that is drawn, and not alive yet. */
export function keepTaps(root: HTMLElement): void {
  root.addEventListener('click', keep, true)
}

/** Gives the last of them to the page, which is alive now. */
export function giveTap(root: HTMLElement): void {
  root.removeEventListener('click', keep, true)
  if (tapped?.isConnected === true) tapped.click()
  tapped = null
}
