import '../dingtalk/pc-bridge.ts'
import { firstCall } from './first-call.ts'

// On PC nothing may be asked before its bridge is there. It stands in the page for PCs right behind what
// it needs.

firstCall()
