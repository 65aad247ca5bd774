import type {
  Party,
  Seal,
  SignArea,
  Signatory,
  Source,
  StartAtOnceRequest,
  StartPageRequest,
} from './start-request.ts'

type Body = Record<string, unknown>

/** The body of `startUrls`, where `autoStart` is text. */
export function toStartPageBody(request: StartPageRequest): Body {
  return {
    ...toCommonBody(request),
    autoStart: request.autoStart === undefined ? undefined : String(request.autoStart),
    files: request.files.map(({ fileId, name }) => ({ fileId, fileName: name })),
    participants: request.participants?.map((participant) => ({
      ...toAccount(participant),
      signRequirements: toRequirements(participant.seals ?? []),
    })),
  }
}

/** The body of `startAtOnce`. */
export function toStartAtOnceBody(request: StartAtOnceRequest): Body {
  return {
    ...toCommonBody(request),
    files: request.files.map(({ fileId, name, kind }) => ({
      fileId,
      fileName: name,
      fileType: kind === 'contract' ? 1 : 2,
    })),
    participants: request.participants.map(toSignatory),
    signEndTime: request.deadline,
  }
}

function toCommonBody(request: StartPageRequest | StartAtOnceRequest): Body {
  return {
    initiatorUserId: request.initiatorUserId,
    taskName: request.title,
    ccs: request.copies?.map(toAccount),
    redirectUrl: request.redirectUrl,
    sourceInfo: request.source && toSourceInfo(request.source),
    thirdBizId: request.ownReference,
  }
}

function toAccount(party: Party): Body {
  const orgName = party.organization
  return party.kind === 'member'
    ? { accountType: 'DING_USER', userId: party.userId, orgName }
    : { accountType: 'OUTER_USER', account: party.account, accountName: party.name, orgName }
}

/** "1" the company's, "2" their own, "1,2" both. */
function toRequirements(seals: readonly Seal[]): string | undefined {
  const numbers = [
    ...(seals.includes('company') ? ['1'] : []),
    ...(seals.includes('personal') ? ['2'] : []),
  ]
  return numbers.length === 0 ? undefined : numbers.join(',')
}

function toSignatory(signatory: Signatory): Body {
  return {
    ...toAccount(signatory),
    signRequirements: toRequirements(signatory.seals),
    signOrder: signatory.order,
    signPosList: signatory.areas?.map(toSignPosition),
  }
}

function toSignPosition(area: SignArea): Body {
  const { dateFormat } = area
  return {
    fileId: area.fileId,
    page: area.page,
    x: area.x,
    y: area.y,
    signRequirement: area.seal && (area.seal === 'company' ? '1' : '2'),
    isCrossPage: area.acrossPages,
    needSignDate: dateFormat !== undefined,
    signDate: dateFormat && { format: dateFormat },
  }
}

function toSourceInfo({ pcUrl, mobileUrl, text }: Source): Body {
  return { pcUrl, mobileUrl, showText: text }
}
