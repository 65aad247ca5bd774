// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addressFor, preparePage } from './open-page.ts'

const client = vi.hoisted(() => ({
  platform: null as string | null,
  openLink: vi.fn<(params: object) => Promise<object>>(),
  openPanel: vi.fn<(params: object) => Promise<object>>(),
}))

vi.mock('./platform.ts', () => ({
  get dingTalkPlatform() {
    return client.platform
  },
}))
vi.mock('dingtalk-jsapi/api/union/openLink', () => ({ openLink$: client.openLink }))
vi.mock('dingtalk-jsapi/api/union/openPageInSlidePanelForPC', () => ({
  openPageInSlidePanelForPC$: client.openPanel,
}))

const page = { pcUrl: 'https://pc.example/', mobileUrl: 'https://m.example/' }
const clientLink = 'dingtalk://dingtalkclient/action/openapp?redirect_url=https%3A%2F%2Fa.cn'
const refused = { errorCode: '4050', errorMessage: 'no such API' }

beforeEach(() => {
  vi.useFakeTimers()
  client.openLink.mockReset().mockResolvedValue({})
  client.openPanel.mockReset()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('on a phone', () => {
  beforeEach(() => {
    client.platform = 'ios'
  })

  it("opens the phone's address", async () => {
    expect(addressFor(page)).toBe(page.mobileUrl)
    expect(addressFor({ ...page, mobileUrl: null })).toBe(page.pcUrl)
    expect(addressFor({ pcUrl: null, mobileUrl: null })).toBeNull()
    await preparePage('…').show(page.mobileUrl, 'title')
    expect(client.openLink).toHaveBeenCalledWith({ url: page.mobileUrl })
  })

  it('shows nothing to people who have left', () => {
    expect(preparePage('…').showAside(page.mobileUrl)).toBe(false)
    expect(client.openLink).not.toHaveBeenCalled()
  })

  it('fails when the client does not answer', async () => {
    client.openLink.mockReturnValue(new Promise(() => {}))
    const shown = expect(preparePage('…').show(page.mobileUrl, '')).rejects.toMatchObject({
      failure: 'no-answer',
    })
    await vi.advanceTimersByTimeAsync(5000)
    await shown
  })
})

describe('on PC', () => {
  beforeEach(() => {
    client.platform = 'pc'
  })

  it('opens a web page in the side panel, and resolves when the panel is closed', async () => {
    let close = (_cause: object) => {}
    client.openPanel.mockReturnValue(
      new Promise((_, reject) => {
        close = reject
      }),
    )
    const showing = preparePage('…').show(addressFor(page) ?? '', '签署')
    await vi.advanceTimersByTimeAsync(1000)
    const { closed } = await showing
    expect(client.openPanel).toHaveBeenCalledWith({ url: page.pcUrl, title: '签署' })
    let isClosed = false
    void closed?.then(() => (isClosed = true))
    await vi.advanceTimersByTimeAsync(0)
    expect(isClosed).toBe(false)
    // The client rejects the call when the person closes the panel.
    close({ errorCode: '-1' })
    await vi.advanceTimersByTimeAsync(0)
    expect(isClosed).toBe(true)
    expect(client.openLink).not.toHaveBeenCalled()
  })

  it('reads an immediate answer as an open panel', async () => {
    client.openPanel.mockResolvedValue({})
    await expect(preparePage('…').show(page.pcUrl, '')).resolves.toEqual({ closed: null })
  })

  it('opens a link where the client has no panel', async () => {
    client.openPanel.mockRejectedValue(refused)
    await preparePage('…').show(page.pcUrl, '')
    expect(client.openLink).toHaveBeenCalledWith({ url: page.pcUrl })
  })

  it('opens the client’s own addresses without the panel', async () => {
    await preparePage('…').show(clientLink, '')
    expect(client.openPanel).not.toHaveBeenCalled()
    expect(client.openLink).toHaveBeenCalledWith({ url: clientLink })
  })

  it('fails when nothing opens', async () => {
    client.openPanel.mockRejectedValue(refused)
    client.openLink.mockRejectedValue(refused)
    await expect(preparePage('…').show(page.pcUrl, '')).rejects.toMatchObject({
      name: 'DingTalkError',
    })
  })
})

describe('in a browser', () => {
  const tab = {
    opener: {} as unknown,
    closed: false,
    document: { title: '', body: { textContent: '' } },
    location: { replace: vi.fn<(address: string) => void>() },
    close: vi.fn<() => void>(),
  }

  beforeEach(() => {
    client.platform = null
    tab.location.replace.mockReset()
    tab.close.mockReset()
    tab.closed = false
    vi.stubGlobal('open', () => tab)
  })

  it('prefers an address that browsers can open', () => {
    expect(addressFor({ pcUrl: clientLink, mobileUrl: page.mobileUrl })).toBe(page.mobileUrl)
    expect(addressFor({ pcUrl: clientLink, mobileUrl: null })).toBe(clientLink)
  })

  it('opens a tab during the tap, without giving it an opener', async () => {
    const place = preparePage('正在打开…')
    expect(tab.document.body.textContent).toBe('正在打开…')
    expect(tab.opener).toBeNull()
    await place.show(page.pcUrl, '')
    expect(tab.location.replace).toHaveBeenCalledWith(page.pcUrl)
  })

  it('shows a page in the tab only, where nobody may be taken from the app', () => {
    expect(preparePage('…').showAside(page.pcUrl)).toBe(true)
    expect(tab.location.replace).toHaveBeenCalledWith(page.pcUrl)
    expect(preparePage('…').showAside(clientLink)).toBe(false)
    tab.closed = true
    expect(preparePage('…').showAside(page.pcUrl)).toBe(false)
  })

  it('closes the tab when there is nothing to show', () => {
    preparePage('…').giveUp()
    expect(tab.close).toHaveBeenCalled()
  })

  it('fails when the tab was blocked or closed', async () => {
    tab.closed = true
    await expect(preparePage('…').show(page.pcUrl, '')).rejects.toThrow('no tab')
    vi.stubGlobal('open', () => null)
    await expect(preparePage('…').show(page.pcUrl, '')).rejects.toThrow('no tab')
  })
})
