import { boot } from '../ui/boot.tsx';
import { FiguresPage } from './FiguresPage.tsx';

boot(<FiguresPage />);
