import { afterFrame } from '#web/components/after-frame.ts'

/** Elements per frame; with fewer, a usual page takes frames that a faster phone does not need. */
const elementsPerFrame = 300

/**
 * Puts the drawn page into the root over a few frames, in the order of the document: first up to
 * the status, then so many elements a frame.
 * @param html see `web/render/flow-html.tsx`
 */
export async function putPage(root: HTMLElement, html: string): Promise<void> {
  const template = document.createElement('template')
  template.innerHTML = html
  const page = template.content
  for (const element of page.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset['style'] ?? ''
    delete element.dataset['style']
  }
  const parts = page.querySelector('[data-parts]')
  const later = parts === null ? [] : heldBack(parts, root)
  root.textContent = ''
  root.append(page)
  let put = 0
  for (const { parent, node } of later) {
    if (put === 0) await frame()
    parent.append(node)
    put = node instanceof Element ? put + node.querySelectorAll('*').length + 1 : put
    if (put >= elementsPerFrame) put = 0
  }
}

function frame(): Promise<void> {
  return new Promise((resolve) => afterFrame(resolve))
}

/** Takes out what follows the status, to be put back in order. */
function heldBack(parts: Element, root: HTMLElement): { parent: ParentNode; node: ChildNode }[] {
  const later: { parent: ParentNode; node: ChildNode }[] = []
  const status = [...parts.children].find((part) => part.querySelector('[data-testid=flow-status]'))
  const holdBehind = (last: ChildNode, parent: ParentNode) => {
    for (let node = last.nextSibling; node !== null; node = last.nextSibling) {
      later.push({ parent, node })
      node.remove()
    }
  }
  if (status !== undefined) holdBehind(status, parts)
  let last = parts
  for (; last.parentElement !== null; last = last.parentElement)
    holdBehind(last, last.parentElement)
  holdBehind(last, root)
  return later
}
