/**
 * react-spring writes an element's values when it is mounted, and with each frame. React can pause
 * while it renders an element again; then the values that it commits are older than those of the
 * last frame, and stay if the animation is over: a sheet's mask that is half transparent. So the
 * values are written after each commit.
 */
export function writeAnimatedValues(code: string): string {
  return code.replace('useEffect(callback, []);', 'useIsomorphicLayoutEffect(callback);')
}
