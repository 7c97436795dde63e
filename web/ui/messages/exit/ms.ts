import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'list.items': 'Beras, Telur, Bawang, Sabun pinggan',
  'list.more': 'Tambah barang',
  'study.heading': 'Bab 4',
  'study.lines': 'Baca halaman 61 hingga 78. Hafal dua puluh perkataan. Latihan pada hari Khamis.',
  'recipes.one': 'Sup sayur',
  'recipes.one.text': 'Sebiji bawang, dua lobak merah, separuh kubis, garam. Renih 30 minit.',
  'recipes.two': 'Nasi telur',
  'recipes.two.text': 'Masak nasi. Goreng telur. Sedikit kicap di atas.',
};
