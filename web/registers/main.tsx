import { boot } from '../ui/boot.tsx';
import { RegistersPage } from './RegistersPage.tsx';

boot(<RegistersPage />);
