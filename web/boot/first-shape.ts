/**
 * The placeholder cards. Hidden at first, as drawing them would delay asking the client on a slow
 * phone.
 */
const shape = document.querySelector<HTMLElement>('#root > .page')

/** Shows them, if they are still there. */
export function showFirstShape(): void {
  if (shape !== null) shape.hidden = false
}
