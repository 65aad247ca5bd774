// The package contains types, but TypeScript does not find them.
declare module 'doiuse' {
  import type { Node, TransformCallback } from 'postcss'

  export default class DoIUse {
    constructor(options: {
      browsers: string[]
      ignore: string[]
      onFeatureUsage: (usage: {
        feature: string
        /** `missing`: the engines that lack the feature entirely. */
        featureData?: { missing?: string }
        usage: Node
      }) => void
    })
    postcss: TransformCallback
  }
}
