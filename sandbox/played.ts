// Imports of an app that runs against the sandbox: the server, and the credentials it accepts.
export { internalApp, sandboxCorpId, secondCorpId, strangerCorpId } from './credentials.ts'
export { sampleOperator, thirdPartyApp } from './credentials.ts'
export { startSandbox } from './listen.ts'
