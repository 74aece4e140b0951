import { useState, type DragEvent } from 'react';
import { importFiles } from '../../store/index.js';
import { useApp } from '../use-app.js';

/** Files dragged over the editor become tabs when they are dropped. */
export function useDroppedFiles() {
  const [over, setOver] = useState(false);
  const active = useApp((state) => state.active);
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    over,
    activeTab: `file-tab-${active}`,
    handlers: {
      onDragOver: (event: DragEvent): void => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (): void => setOver(false),
      onDropCapture: (event: DragEvent): void => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        void readFiles(event.dataTransfer.files);
      },
    },
  };
}

/** Reads files that the reader gave, and opens them as tabs. */
export async function readFiles(list: FileList): Promise<void> {
  importFiles(await Promise.all([...list].map(async (file) => ({ name: file.name, text: await file.text() }))));
}
