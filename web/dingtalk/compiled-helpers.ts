/**
 * What TypeScript's compiler puts into each file of a package that is compiled for old engines, once
 * for all of dingtalk-jsapi's files (`scripts/web-build/shared-helpers.mjs`).
 */
export { __assign, __awaiter, __createBinding, __exportStar, __generator } from 'tslib'
