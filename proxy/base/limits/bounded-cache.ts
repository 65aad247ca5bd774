import { LRUCache } from 'lru-cache'

/**
 * lru-cache's own `max` preallocates memory for all entries, a tenth of a second of the app's
 * start.
 */
export function boundedCache<Key extends {}, Value extends {}>(
  most: number,
  options: LRUCache.OptionsBase<Key, Value, unknown> = {},
): LRUCache<Key, Value> {
  return new LRUCache<Key, Value>({ ...options, maxSize: most, sizeCalculation: () => 1 })
}
