import { BackupCard } from './backup-card.tsx';
import { ConnectivityCard } from './connectivity-card.tsx';

export const MaintenancePage = () => (
  <div className="cards">
    <ConnectivityCard />
    <BackupCard />
  </div>
);
