/** happy-dom draws as often as the processor can; a screen sixty times a second. */
const frameMs = 1000 / 60

window.requestAnimationFrame = (draw) => window.setTimeout(() => draw(performance.now()), frameMs)
window.cancelAnimationFrame = (frame) => window.clearTimeout(frame)
