// What happy-dom has otherwise, or not at all.

/**
 * happy-dom runs frames as fast as the processor can; a screen runs sixty a second. In a file of its
 * own, because React keeps the function that it finds when it is loaded.
 */
const frameMs = 1000 / 60

window.requestAnimationFrame = (draw) => window.setTimeout(() => draw(performance.now()), frameMs)
window.cancelAnimationFrame = (frame) => window.clearTimeout(frame)

/** It draws no file. */
class IdleWorker extends EventTarget {
  postMessage() {}
  terminate() {}
}

Object.assign(globalThis, { Worker: IdleWorker })

/**
 * In browsers `window.event` is the event under way. React draws at once what a click changes by a
 * listener of antd-mobile's radios and checkboxes, which is not React's own, if it finds it there.
 */
const dispatch: unknown = Reflect.get(Node.prototype, 'dispatchEvent')

Node.prototype.dispatchEvent = function (event) {
  const { event: outer } = window
  if (typeof dispatch !== 'function') throw new Error('nothing dispatches events')
  Object.assign(window, { event })
  try {
    return dispatch.call(this, event)
  } finally {
    Object.assign(window, { event: outer })
  }
}
