/**
 * Advance widths in thousandths of an em, so that text is measured without a page and breaks at the same place on every machine.
 * They are those of DejaVu Sans, the widest of the fonts that `--font-ui` may resolve to: what fits here fits in the others.
 */
export interface Advances {
  /** U+0020 to U+007E. */
  readonly ascii: readonly number[];
  /** U+0410 to U+044F, the Russian alphabet without Ё and ё. */
  readonly cyrillic: readonly number[];
  readonly others: ReadonlyMap<string, number>;
  /** For any character not listed: wide enough for nearly all, ideographs included. */
  readonly fallback: number;
}

const numbers = (text: string): number[] => text.split(' ').map(Number);

export const REGULAR: Advances = {
  ascii: numbers(
    '318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636 636 337 337 838 838 838 531 ' +
      '1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787 603 787 695 635 611 732 684 989 685 611 685 390 337 390 838 500 ' +
      '500 613 635 550 635 615 352 635 634 278 278 579 278 974 634 612 635 635 411 521 392 634 592 818 592 592 525 636 337 636 838',
  ),
  cyrillic: numbers(
    '684 686 686 610 781 632 1077 641 748 748 710 752 863 752 787 752 603 698 611 609 861 685 776 686 1069 1094 833 882 686 698 1080 695 ' +
      '613 617 589 525 691 615 901 532 650 650 604 639 754 654 612 654 635 550 583 592 855 592 681 591 915 942 707 790 589 549 842 602',
  ),
  others: new Map([
    ['Ё', 632],
    ['ё', 615],
    ['…', 1000],
    ['→', 838],
    ['·', 318],
    ['×', 838],
    ['≥', 838],
    ['—', 1000],
  ]),
  fallback: 1000,
};

export const BOLD: Advances = {
  ascii: numbers(
    '348 456 521 838 696 1002 872 306 457 457 523 838 380 415 380 365 696 696 696 696 696 696 696 696 696 696 400 400 838 838 838 580 ' +
      '1000 774 762 734 830 683 683 821 837 372 372 775 637 995 837 850 733 850 770 720 682 812 774 1103 771 724 725 457 365 457 838 500 ' +
      '500 675 716 593 716 678 435 716 712 343 343 665 343 1042 712 687 716 716 493 595 478 712 652 924 645 652 582 712 365 712 838',
  ),
  cyrillic: numbers(
    '774 762 762 637 891 683 1224 710 837 837 817 831 995 837 850 837 733 734 682 771 992 771 928 808 1235 1326 939 1036 762 734 1174 770 ' +
      '675 698 633 522 808 678 995 581 701 701 679 732 817 691 687 691 716 593 580 652 992 645 741 687 1062 1105 751 904 632 593 972 642',
  ),
  others: new Map([
    ['Ё', 683],
    ['ё', 678],
    ['…', 1000],
    ['→', 838],
    ['·', 380],
    ['×', 838],
    ['≥', 838],
    ['—', 1000],
  ]),
  fallback: 1100,
};

/** The widest of the usual monospace fonts (SF Mono) has 0.62 em; DejaVu Sans Mono and Menlo have 0.602. */
export const MONO_ADVANCE = 620;
