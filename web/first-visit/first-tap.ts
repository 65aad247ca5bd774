/** The last button or link tapped before hydration. */
let tapped: HTMLElement | null = null

function keep(event: Event): void {
  const { target } = event
  if (!(target instanceof Element)) return
  const control = target.closest<HTMLElement>('button, a[href]')
  if (control === null) return
  // Following a link would reload the page; the app navigates without a reload.
  event.preventDefault()
  event.stopPropagation()
  tapped = control
}

/** Intercepts taps on a page that is drawn but not hydrated. */
export function recordTaps(root: HTMLElement): void {
  root.addEventListener('click', keep, true)
}

/** Repeats the last tap after hydration. */
export function replayTap(root: HTMLElement): void {
  root.removeEventListener('click', keep, true)
  if (tapped?.isConnected === true) tapped.click()
  tapped = null
}
