// What an app that runs against the sandbox needs of it: a running one, and whom it takes us for.
export { internalApp, sandboxCorpId, secondCorpId, strangerCorpId } from './credentials.ts'
export { thirdPartyApp } from './credentials.ts'
export { startSandbox } from './listen.ts'
