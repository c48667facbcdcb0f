import type { FleetglassElement } from "fleetglass";
import type { DetailedHTMLProps, HTMLAttributes } from "react";

// React 19 sets properties and listens to events of custom elements by themselves; this tells TypeScript which there are.
type Props = DetailedHTMLProps<HTMLAttributes<FleetglassElement>, FleetglassElement> &
  Partial<Pick<FleetglassElement, "src" | "name" | "sources" | "getToken" | "appUrl" | "theme">> & {
    "onfleetglass-attention"?: (event: CustomEvent<import("fleetglass").AttentionDetail>) => void;
    "onfleetglass-select"?: (event: CustomEvent<import("fleetglass").SelectDetail>) => void;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "fleetglass-overview": Props;
      "fleetglass-threads": Props;
      "fleetglass-runs": Props;
      "fleetglass-app": Props;
    }
  }
}
