/** Back listeners, the latest last. */
const backListeners: (() => boolean)[] = []

function takeBack(event: Event): void {
  const takers = [...backListeners].reverse()
  if (takers.some((onBack) => onBack())) event.preventDefault()
}

/**
 * Listens to the back button or gesture of the phone clients, the latest listener first. If
 * `onBack` returns true, the event is handled; if all return false, the client closes the page.
 * Returns a function that stops listening.
 */
export function listenToBack(onBack: () => boolean): () => void {
  if (backListeners.length === 0) {
    // Android and HarmonyOS send `backbutton`, iOS sends `goBack`.
    document.addEventListener('backbutton', takeBack)
    document.addEventListener('goBack', takeBack)
  }
  backListeners.push(onBack)
  return () => {
    const index = backListeners.indexOf(onBack)
    if (index !== -1) backListeners.splice(index, 1)
    if (backListeners.length > 0) return
    document.removeEventListener('backbutton', takeBack)
    document.removeEventListener('goBack', takeBack)
  }
}

/** Calls `onChange` when the page is shown or hidden. Returns a function that stops listening. */
export function listenToVisible(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange)
  document.addEventListener('resume', onChange)
  return () => {
    document.removeEventListener('visibilitychange', onChange)
    document.removeEventListener('resume', onChange)
  }
}
