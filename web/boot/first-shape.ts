/**
 * The cards that stand for the page until there is something to show. They are hidden at first, since to
 * draw them takes a slow phone longer than to ask who is looking.
 */
const shape = document.querySelector<HTMLElement>('#root > .page')

/** Shows them, if they are hidden still. */
export function showFirstShape(): void {
  if (shape !== null) shape.hidden = false
}
