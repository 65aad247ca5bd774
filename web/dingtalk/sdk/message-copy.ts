import { klona } from 'klona/json'

/**
 * A copy of a parameter of a call to the PC client, in the place of the whole of lodash's `cloneDeep`
 * (`scripts/web-build/slim-pc-bridge.mjs`). Like that, it makes an object of a function: no message can
 * hold one.
 */
export function messageCopy(value: unknown): unknown {
  return typeof value === 'function' ? {} : klona(value)
}
