/**
 * The placeholders. Hidden at first, because drawing them would delay asking the client on a slow
 * phone.
 */
const shape = document.querySelector<HTMLElement>('#root > .shape')

/** Shows the placeholders if the app has not replaced them. */
export function showSkeleton(): void {
  if (shape !== null) shape.hidden = false
}
