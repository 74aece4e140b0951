import type { IntOrString, KubeObject, Labels, Protocol } from './meta.js';

export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

export interface ServicePort {
  readonly name?: string;
  readonly protocol: Protocol;
  readonly appProtocol?: string;
  readonly port: number;
  readonly targetPort: IntOrString;
  readonly nodePort?: number;
}

export interface Service extends KubeObject {
  readonly kind: 'Service';
  readonly spec: {
    readonly type: ServiceType;
    readonly selector?: Labels;
    readonly ports?: readonly ServicePort[];
    /** "None" for a headless Service, "" until allocated, absent for ExternalName. */
    readonly clusterIP?: string;
    readonly clusterIPs?: readonly string[];
    readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
    readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
    readonly externalIPs?: readonly string[];
    readonly externalName?: string;
    readonly sessionAffinity: 'None' | 'ClientIP';
    readonly sessionAffinityConfig?: { readonly clientIP?: { readonly timeoutSeconds?: number } };
    readonly internalTrafficPolicy?: 'Cluster' | 'Local';
    readonly externalTrafficPolicy?: 'Cluster' | 'Local';
    readonly trafficDistribution?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly healthCheckNodePort?: number;
    readonly loadBalancerIP?: string;
    readonly loadBalancerClass?: string;
    readonly loadBalancerSourceRanges?: readonly string[];
    readonly allocateLoadBalancerNodePorts?: boolean;
  };
  readonly status: {
    readonly loadBalancer: {
      readonly ingress?: readonly {
        readonly ip?: string;
        readonly hostname?: string;
        readonly ipMode?: 'VIP' | 'Proxy';
      }[];
    };
  };
}
