// Loaded only by engines that lack something (see boot.ts): the features beyond Chrome
// 69 and Safari 13 that web/tsconfig.json allows. `globalThis` is needed earlier: see index.html.
import 'core-js/actual/queue-microtask'
import 'core-js/actual/array/at'
import 'core-js/actual/string/at'
import 'core-js/actual/string/replace-all'
import 'core-js/actual/string/match-all'
import 'core-js/actual/object/from-entries'
import 'core-js/actual/object/has-own'
import 'core-js/actual/promise/all-settled'
