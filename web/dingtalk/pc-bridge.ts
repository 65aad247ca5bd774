// The way to the PC client. It is as large as those to all phones together, so it comes after what
// these need for the first call (see boot/first-call.ts); on PC nothing may be asked for before.
import 'dingtalk-jsapi/platform/pc'
