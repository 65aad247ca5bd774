// The way to the PC client. It is as large as those to all phones together, so phones do not get it:
// only the page for PCs has it in it (see proxy/page/document.ts). On PC nothing may be asked before.
import 'dingtalk-jsapi/platform/pc'
