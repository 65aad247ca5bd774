// Mozilla's Observatory as its `scan` runs it, which knows the usual ports only. A process of its
// own, because Node reads which certificates to trust at its start. Prints its verdict as JSON.
import { argv } from 'node:process'
import { ALL_TESTS } from '@mdn/mdn-http-observatory/src/constants.js'
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from '@mdn/mdn-http-observatory/src/grader/charts.js'
import { getGradeForScore, getScoreModifier } from '@mdn/mdn-http-observatory/src/grader/grader.js'
import { retrieve } from '@mdn/mdn-http-observatory/src/retriever/retriever.js'

const [httpsPort, httpPort, path] = argv.slice(2)
const site = await retrieve('localhost', { httpsPort, httpPort, path })
const results = ALL_TESTS.map((test) => test(site)).map(({ constructor, result, pass }) => ({
  name: constructor.name,
  result,
  pass,
  modifier: getScoreModifier(result),
}))
const sum = (modifiers) => modifiers.reduce((total, modifier) => total + modifier, 100)
const modifiers = results.map(({ modifier }) => modifier)
const lost = sum(modifiers.filter((modifier) => modifier < 0))
const { grade, score } = getGradeForScore(
  lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(modifiers) : lost,
)
process.stdout.write(JSON.stringify({ grade, score, results }))
