package io.culebra.vector.gemm;
import io.culebra.tensor.NativeMemory;
final class Probe {
  interface R { void run(); }
  static double best(R r, int inner) { double b=1e18; for(int i=0;i<300;i++){ long t=System.nanoTime(); for(int j=0;j<inner;j++) r.run(); b=Math.min(b,(System.nanoTime()-t)/(double)inner);} return b/1e3; }
  public static void main(String[] x) {
    var al=NativeMemory.allocate(64L<<20,"a"); var bl=NativeMemory.allocate(64L<<20,"b"); var cl=NativeMemory.allocate(64L<<20,"c"); var sl=NativeMemory.allocate(8L<<20,"s");
    long A=al.address(),B=bl.address(),C=cl.address(),S=sl.address();
    for (int[] s : new int[][]{{512,512,512},{1024,1024,1024},{128,384,1536},{3136,256,64},{3136,64,576}}) {
      int m=s[0],n=s[1],k=s[2];
      GemmSpec spec=GemmSpec.of(m,n,k,StridedRows.rowMajor(k)); GemmPlan p=new GemmPlan(spec,1);
      p.kernels().forEach(q->Kernels.warm(q,5_000_000_000L));
      double all=best(()->{for(int t=0;t<p.tasks();t++)p.run(t,A,B,C,0,0,0,S);},Math.max(1,(int)(5e6/(2.0*m*n*k/170))));
      int rb=192; 
      double g=best(()->{for(int kb=0;kb<k;kb+=512)for(int r=0;r<m;r+=rb)spec.rows().gather(A,r,Math.min(rb,m-r),kb,Math.min(512,k-kb),S+65536);},Math.max(1,(int)(5e6/(1.0*m*k/4))));
      double kern=2.0*m*n*k/all/1e3;
      System.out.printf("%d %d %d: all %.1f us (%.1f GF) gather %.1f us (%.1f%%) rest %.1f GF%n",m,n,k,all,kern,g,100*g/all,2.0*m*n*k/(all-g)/1e3);
    }
    for(int rows : new int[]{12,8}) for (int panels: new int[]{1,16}) {
      KernelSpec ks=new KernelSpec(new Tile(16,2),rows,Start.ZERO,End.STORE); Kernels.warm(ks,5_000_000_000L); MicroKernel mk=Kernels.get(ks);
      int tiles=192/rows; long flop=2L*192*512*32*panels;
      double t=best(()->{for(int q=0;q<panels;q++)mk.run(tiles,S,B+q*65536L,512,C+q*128L,2048,0,0,0);},Math.max(1,(int)(5e6/(flop/170.0))));
      System.out.printf("rows %d panels %d: %.1f GF%n",rows,panels,flop/t/1e3);
    }
  }
}
