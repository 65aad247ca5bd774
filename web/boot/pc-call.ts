import '../dingtalk/pc-bridge.ts'
import { askClientFirst } from '../api/client-code.ts'

// On PC nothing may be asked before its bridge is there. It stands in the page for PCs right behind what
// it needs.

askClientFirst()
