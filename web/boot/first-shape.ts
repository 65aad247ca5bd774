/**
 * The cards that stand for the page until there is something to show. They are hidden at first: to draw
 * them keeps a slow phone from asking who is looking.
 */
const shape = document.querySelector<HTMLElement>('#root > .page')

/** Shows them, if they are hidden still. */
export function showFirstShape(): void {
  if (shape !== null) shape.hidden = false
}
