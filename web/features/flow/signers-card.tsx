import type { FlowView } from '../../../shared/flow.ts'
import type { SignerStatus } from '../../../shared/signer-status.ts'
import { useWords, words } from '../../i18n/words.ts'

const tones: Record<SignerStatus, string> = {
  waiting: 'active',
  unsigned: 'quiet',
  signed: 'good',
  'in-approval': 'active',
  refused: 'bad',
  unknown: 'quiet',
}

/** Who must sign, in e签宝's order, and how far each is. */
export function SignersCard({ signers }: Pick<FlowView, 'signers'>) {
  const t = useWords(words.signer)
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.title}</h2>
      </div>
      {'problem' in signers && <p className="quiet">{t.failed}</p>}
      {'ok' in signers && signers.ok.length === 0 && <p className="quiet">{t.empty}</p>}
      {'ok' in signers && (
        <ol className="steps" data-testid="flow-signers">
          {signers.ok.map(({ name, status, statusCode }, index) => (
            // Signers have no id; their order does not change.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={`step tone-${tones[status]}`} data-testid="signer">
              <span className="step-name">{name ?? t.unnamed}</span>
              <span className="status-tag">
                {status === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[status]}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
