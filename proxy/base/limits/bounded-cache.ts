import { LRUCache } from 'lru-cache'

/**
 * A cache of at most `most` entries; the least recently used are dropped first. lru-cache's own
 * `max` preallocates memory for all entries, which added a tenth of a second to the app's start.
 */
export function boundedCache<Key extends {}, Value extends {}>(
  most: number,
  options: LRUCache.OptionsBase<Key, Value, unknown> = {},
): LRUCache<Key, Value> {
  return new LRUCache<Key, Value>({ ...options, maxSize: most, sizeCalculation: () => 1 })
}
