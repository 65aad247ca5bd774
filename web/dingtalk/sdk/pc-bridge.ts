// The way to the PC client; those to phones are in `phone-bridges.ts`. The page has one of the two
// (see proxy/page/document.ts), and nothing may be asked of the client before.
import 'dingtalk-jsapi/platform/pc'
