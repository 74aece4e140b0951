import { setLens } from '../../store/index.js';
import { Tabs } from '../controls/Tabs.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';

const LENSES = ['traffic', 'rules', 'policy', 'storage'] as const;

/** Which side of the cluster the picture shows. */
export function LensTabs() {
  const words = useWords();
  const lens = useApp((state) => state.lens);
  return (
    <Tabs
      label={words.text('ui.lens.label')}
      idPrefix="lens"
      controls="scene"
      tabs={LENSES.map((id) => ({ id, title: words.text(`ui.lens.${id}`) }))}
      current={lens}
      onChoose={setLens}
      look="pill"
    />
  );
}
