// The bridge to the PC client; `phone-bridges.ts` has those to phones. The page has one of the two
// (proxy/page/document.ts), which must run before any call to the client.
import 'dingtalk-jsapi/platform/pc'
