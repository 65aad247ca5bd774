import { __assign, __awaiter, __createBinding, __exportStar, __generator } from 'tslib'

/**
 * What TypeScript's compiler puts into each file of a package that is compiled for old engines, once
 * for all of dingtalk-jsapi's files (`scripts/web-build/shared-helpers.mjs`).
 */
const helpers = { __assign, __awaiter, __createBinding, __exportStar, __generator }

// By this name `require` gives the object itself, and does not make another one of getters each time.
export { helpers as 'module.exports' }
