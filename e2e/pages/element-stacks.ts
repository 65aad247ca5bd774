import * as React from 'react'

/**
 * React takes a stack for each element that is made, for what its warnings print besides: a sixth of
 * the time of page tests. From ten thousand a second on it takes none.
 */
const internals: object = Reflect.get(
  React,
  '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE',
)
Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', { get: () => 10_000, set() {} })
