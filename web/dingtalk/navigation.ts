/** Who wants to take a step back, the latest last. */
const backListeners: (() => boolean)[] = []

function takeBack(event: Event): void {
  const takers = [...backListeners].reverse()
  if (takers.some((onBack) => onBack())) event.preventDefault()
}

/**
 * Listens to the hardware or gesture back of the phone clients. When `onBack` returns true the
 * app has taken it; otherwise the listener before it is asked, and in the end the client goes on and
 * closes the page. Returns how to stop.
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

/**
 * Calls `onChange` when the page comes to be seen, or not: another tab, app or client page was in
 * front, or is now. Returns how to stop.
 */
export function listenToVisible(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange)
  document.addEventListener('resume', onChange)
  return () => {
    document.removeEventListener('visibilitychange', onChange)
    document.removeEventListener('resume', onChange)
  }
}
