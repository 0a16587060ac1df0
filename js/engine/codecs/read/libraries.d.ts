/** What is used of C libraries; pointers and handles are numbers, 0 is none. */
interface Heap {
  HEAPU8: Uint8Array;
  HEAPU32: Uint32Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
}

declare module 'lcms-wasm' {
  export interface LittleCms extends Heap {
    _cmsOpenProfileFromMem(at: number, bytes: number): number;
    _cmsCreate_sRGBProfile(): number;
    _cmsCloseProfile(profile: number): void;
    cmsGetColorSpaceASCII(profile: number): string;
    _cmsCreateTransform(source: number, sourceFormat: number, target: number, targetFormat: number, intent: number, flags: number): number;
    _cmsDoTransform(transform: number, from: number, to: number, pixels: number): void;
    _cmsDeleteTransform(transform: number): void;
  }
  export function instantiate(options: object): Promise<LittleCms>;
}

/** `error` and `result` are where a `heif_error` and a pointer are written to. */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  export interface LibHeif extends Heap {
    _heif_context_alloc(): number;
    _heif_context_free(context: number): void;
    _heif_context_read_from_memory(error: number, context: number, at: number, bytes: number, options: 0): void;
    _heif_context_get_primary_image_handle(error: number, context: number, result: number): void;
    _heif_decode_image(error: number, handle: number, result: number, colours: number, layout: number, options: 0): void;
    _heif_image_get_width(image: number, channel: number): number;
    _heif_image_get_height(image: number, channel: number): number;
    _heif_image_get_plane_readonly2(image: number, channel: number, stride: number): number;
    _heif_image_release(image: number): void;
    _heif_image_handle_has_alpha_channel(handle: number): number;
    _heif_image_handle_is_premultiplied_alpha(handle: number): number;
    _heif_image_handle_get_raw_color_profile_size(handle: number): number;
    _heif_image_handle_get_raw_color_profile(error: number, handle: number, to: number): void;
    _heif_image_handle_get_nclx_color_profile(error: number, handle: number, result: number): void;
    _heif_image_handle_release(handle: number): void;
    _heif_nclx_color_profile_free(profile: number): void;
  }
  export default function libheif(options: object): LibHeif | Promise<LibHeif>;
}
