import { LRUCache } from 'lru-cache'

/**
 * A cache of at most `most` entries, of which the least recently used go first. lru-cache's own `max`
 * reserves memory for all of them at once, which for all caches of an app took a start a tenth of a second.
 */
export function boundedCache<Key extends {}, Value extends {}>(
  most: number,
  options: LRUCache.OptionsBase<Key, Value, unknown> = {},
): LRUCache<Key, Value> {
  return new LRUCache<Key, Value>({ ...options, maxSize: most, sizeCalculation: () => 1 })
}
