import { useEffect, useState } from 'react';
import { importFiles } from '../../store/index.js';

/**
 * Files dropped anywhere on the page become tabs: the browser would leave the page and open them instead. True while files are dragged
 * over it.
 */
export function useDroppedFiles(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDrag = (event: DragEvent): void => {
      const list = filesOf(event);
      if (list === undefined) return;
      event.preventDefault();
      // Monaco would write the name of the file into the text.
      event.stopPropagation();
      setOver(event.type === 'dragover');
      if (event.type === 'drop') void readFiles(list);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    document.addEventListener('dragover', onDrag, true);
    document.addEventListener('drop', onDrag, true);
    document.addEventListener('dragleave', onLeave);
    return () => {
      document.removeEventListener('dragover', onDrag, true);
      document.removeEventListener('drop', onDrag, true);
      document.removeEventListener('dragleave', onLeave);
    };
  }, []);
  return over;
}

/** The files that are dragged; undefined when it is something else, as a word of the text. */
function filesOf({ dataTransfer }: DragEvent): FileList | undefined {
  return dataTransfer?.types.includes('Files') === true ? dataTransfer.files : undefined;
}

/** Reads files that the reader gave, and opens them as tabs. */
export async function readFiles(list: FileList): Promise<void> {
  importFiles(await Promise.all([...list].map(async (file) => ({ name: file.name, text: await file.text() }))));
}
