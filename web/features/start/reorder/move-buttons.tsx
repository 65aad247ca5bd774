import Button from 'antd-mobile/es/components/button'
import Grid from 'antd-mobile/es/components/grid'
import { useWords } from '#web/i18n/words.ts'
import { startWords } from '../start-words.ts'

type MoveButtonsProps = {
  index: number
  count: number
  onMove: (to: number) => void
}

/** Moves a list entry up and down; renders nothing for a single entry. */
export function MoveButtons({ index, count, onMove }: MoveButtonsProps) {
  const t = useWords(startWords)
  if (count < 2) return null
  return (
    <Grid columns={2} gap={12}>
      <Grid.Item>
        <Button block disabled={index === 0} onClick={() => onMove(index - 1)}>
          {t.moveUp}
        </Button>
      </Grid.Item>
      <Grid.Item>
        <Button block disabled={index === count - 1} onClick={() => onMove(index + 1)}>
          {t.moveDown}
        </Button>
      </Grid.Item>
    </Grid>
  )
}
