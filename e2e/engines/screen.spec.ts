import { expect, test } from './fixtures.ts'
import { Screen } from './screen.ts'

test('taps again where the page has moved under the finger', async ({ engine }) => {
  await engine.evaluate(
    `document.body.innerHTML = '<style>button { display: block; height: 120px }</style>' +
      '<button>Meant</button><button>Other</button><p></p>',
    document.body.onclick = ({ target }) =>
      (document.querySelector('p').textContent += target.textContent)`,
  )
  let taps = 0
  const moving = new Screen({
    ...engine,
    async tap(place) {
      taps += 1
      if (taps === 1)
        await engine.evaluate(
          "void document.body.prepend(document.querySelector('button + button'))",
        )
      await engine.tap(place)
    },
  })
  await moving.tap({ css: 'button', name: 'Meant' })
  await moving.expectText({ css: 'p' }, 'Meant')
  expect(taps).toBe(2)
})
